using Ripen.Life;

namespace Ripen.Handovers;

/// <summary>A lead comes back from Sales.</summary>
/// <param name="Reason">An id of the agreement's reasons.</param>
/// <param name="Wake">A day to come, as 2026-12-24; where the reason leaves it to Sales.</param>
/// <param name="Referral">Who is the right person; where the reason asks for one.</param>
/// <param name="Sure">Yes, in spite of fewer tries to reach the prospect than agreed.</param>
internal sealed record GivenReturn(string? Reason = null, string? Wake = null, GivenReferral? Referral = null, bool? Sure = null);

/// <summary>Somebody whom a prospect named instead.</summary>
internal sealed record GivenReferral(string? Name = null, string? Email = null);

/// <summary>Something that Sales did about a lead.</summary>
/// <param name="Kind">call, mail, message, letter or meeting; left out: it was answered, and nothing more is said.</param>
/// <param name="Reached">Of a call: whether somebody answered; yes where left out. What reached nobody is a try.</param>
internal sealed record GivenWork(string? Kind = null, bool? Reached = null, string? Note = null);

/// <summary>A task, or a change of one.</summary>
/// <param name="For">Whose it is; whoever sets it where left out.</param>
/// <param name="Due">The next business day at this hour where left out.</param>
internal sealed record GivenTask(string? Says = null, string? For = null, DateTimeOffset? Due = null);

/// <summary>A task is done.</summary>
internal sealed record GivenOutcome(string? Outcome = null);

/// <summary>To whom something goes.</summary>
/// <param name="To">A user, by his address or a name he is known by; left out: whom the agreement finds.</param>
internal sealed record GivenRecipient(string? To = null);

/// <summary>Why somebody does something.</summary>
internal sealed record GivenReason(string? Reason = null);

/// <summary>What is hoped of an opportunity, as requests say it.</summary>
/// <param name="Side">marketing, sales or partner; of an opportunity opened from an accepted handover the side of its buying group's first touch where left out.</param>
/// <param name="Amount">What it would bring.</param>
/// <param name="Currency">ISO 4217; the agreement's where left out.</param>
/// <param name="ExpectedOn">The day on which it is expected to be decided.</param>
/// <param name="Stage">One of the desk's stages of a deal.</param>
internal sealed record GivenDeal(SourceSide? Side = null, decimal? Amount = null, string? Currency = null, string? ExpectedOn = null, string? Stage = null);
