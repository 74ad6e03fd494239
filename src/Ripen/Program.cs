using System.CommandLine;
using Ripen.Agreements;
using Ripen.Cli;
using Ripen.Grading;

var root = new RootCommand("Ripen: a lead desk with one signed agreement of what a lead is at its heart.")
{
    GradeCommand.Create(TimeProvider.System),
    new Command("agreement", "Check agreements.") { CheckCommand.Create() },
};
return await CommandLine.RunAsync(root, args);
