using Xunit;

namespace Ripen.Tests.Grading;

/// <summary>Bad input gets a sentence and exit code 2, never a stack trace.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string agreement;

    public RefusalTests() => agreement = folder.Write("agreement.yaml", """
        agreement: Small
        in_force_from: 2026-01-01
        criteria: { budget: { met_when: budget >= 20000 EUR } }
        temperature: { hot: budget, warm: budget is known, cold: otherwise }
        qualified_when: budget
        handover: { when: qualified }
        """);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void All_errors_of_an_agreement_come_at_once()
    {
        var bad = folder.Write("bad.yaml", """
            agreement: Bad
            in_force_from: tomorrow
            criteria:
              budget: { met_when: bugdet >= 20000 }
              need: { met_when: problem in [a, b], good_for: 1 year }
            temperature:
              hot: at least 2 of (budget, ned)
              cold: otherwise
            qualified_when: fitz
            handover: { wen: qualified }
            """);
        foreach (var result in new[] { Cli.Run("agreement", "check", bad), Cli.Run("grade", "--agreement", bad, "x.csv") })
        {
            Assert.Equal(2, result.ExitCode);
            Assert.Empty(result.Output);
            foreach (var wanted in new[]
            {
                ":2:16: error: 'in_force_from' is a date", ":4:23: error: There is no fact 'bugdet'. Did you mean 'budget'?",
                ":5:21: error: The value of 'met_when' has brackets", "Did you mean 'need'?", "Temperature has no 'warm'", "Did you mean 'fits'?", "Did you mean 'when'?",
            })
            {
                Assert.Contains(wanted, result.Errors, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_good_agreement_is_read_out()
    {
        var result = Cli.Run("agreement", "check", agreement);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("20,000 EUR", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_can_be_read_by_tools()
    {
        var result = Cli.Run("agreement", "check", agreement, "--format", "json");
        Assert.StartsWith("{\"valid\":true,\"remarks\":[", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("colour,shape\nred,round\n", "has no column that this agreement can use")]
    [InlineData("", "is empty")]
    [InlineData("PK\u0003\u0004zip", "ZIP archive")]
    [InlineData("[{\"id\":1}]", "one object per line")]
    public void A_file_that_cannot_be_judged_is_refused(string text, string sentence)
    {
        var result = Cli.Run("grade", "--agreement", agreement, folder.Write("leads.csv", text));
        Assert.Equal((2, ""), (result.ExitCode, result.Output.Split('\n')[0].Contains("lead", StringComparison.Ordinal) ? "" : result.Output));
        Assert.Contains(sentence, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grade")]
    [InlineData("grade", "leads.csv")]
    [InlineData("grade", "--sample", "--format", "xml")]
    [InlineData("grade", "--sample", "--as-of", "yesterday")]
    [InlineData("grade", "--sample", "--nonsense")]
    [InlineData("agreement", "check", "missing.yaml")]
    [InlineData("nonsense")]
    public void Bad_usage_gets_a_sentence_and_exit_code_2(params string[] args)
    {
        var result = Cli.Run(args);
        Assert.Equal(2, result.ExitCode);
        Assert.NotEmpty(result.Errors);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_word_it_says_what_it_can_do()
    {
        var result = Cli.Run();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("grade", result.Output, StringComparison.Ordinal);
        Assert.Contains("agreement", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_touches_without_its_columns_is_refused()
    {
        var result = Cli.Run("grade", "--agreement", agreement, folder.Write("leads.csv", "id,budget\n1,2\n"), "--touches", folder.Write("touches.csv", "who,what\na,b\n"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("lacks the column lead and kind and at", result.Errors, StringComparison.Ordinal);
    }
}
