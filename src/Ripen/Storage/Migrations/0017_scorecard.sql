-- What of the agreement was met when a lead was handed over: a sign a criterion, in the order of the agreement's version.
alter table handovers add column criteria text;
