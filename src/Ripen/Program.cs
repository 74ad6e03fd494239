using System.CommandLine;
using Ripen.Accounts;
using Ripen.Agreements;
using Ripen.Backups;
using Ripen.Campaigns;
using Ripen.Cli;
using Ripen.Demo;
using Ripen.Exports;
using Ripen.Funnel;
using Ripen.Grading;
using Ripen.Imports;
using Ripen.Leads;
using Ripen.Nurture;
using Ripen.Privacy;
using Ripen.Settings;
using Ripen.Simulation;
using Ripen.Verifying;
using Ripen.Web;

var clock = TimeProvider.System;
return await CommandLine.RunAsync(Root(), args);

RootCommand Root() => new("Ripen: a lead desk with one signed agreement of what a lead is at its heart.")
{
    DemoCommand.Create(clock, Root),
    ServeCommand.Create(clock, Root),
    AgreementCommands.Create(clock),
    GradeCommand.Create(clock),
    ImportCommand.Create(clock),
    JudgeCommand.Create(clock),
    VerifyCommand.Create(clock),
    BackupCommands.Backup(clock),
    BackupCommands.Restore(clock),
    DatabaseCommand.Create(clock),
    SettingsCommand.Create(clock),
    UserCommands.Create(clock),
    TokenCommands.Create(clock),
    LoginCommands.LogIn(),
    LoginCommands.LogOut(),
    FunnelCommand.Create(clock),
    SourcesCommand.Create(clock),
    ScorecardCommand.Create(clock),
    BoardCommand.Create(clock),
    CampaignCommand.Create(clock),
    ProgrammeCommands.Create(clock),
    SuppressCommand.Create(clock),
    ExportCommand.Create(clock),
    SimulateCommand.Create(clock),
    DeskCommand.Data,
    DeskCommand.Database,
    DeskCommand.Server,
};
