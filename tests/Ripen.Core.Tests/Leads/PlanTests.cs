using Ripen.Agreements;
using Ripen.Leads;
using Xunit;

namespace Ripen.Tests.Leads;

public sealed class PlanTests
{
    [Theory]
    [InlineData("interest >= 999999999999999999", false)]
    [InlineData("interest < -999999999999999999", false)]
    [InlineData("interest between -999999999999999999 and 999999999999999999", true)]
    [InlineData("interest not in [999999999999999999, 5]", true)]
    [InlineData("interest = 999999999999999999", false)]
    [InlineData("interest is not high", true)]
    [InlineData("pass <= 999999999999999999", true)]
    public void Numbers_beyond_any_interest_can_be_compared_with(string condition, bool holds)
    {
        var agreement = AgreementReader.Read($$"""
            agreement: A
            in_force_from: 2026-01-01
            criteria: { need: touched anything }
            interest: { high_from: 999999999999999999 }
            temperature: { hot: need, warm: need, cold: otherwise }
            qualified_when: need
            handover:
              when: {{condition}}
            """).Agreement!;
        var lead = new Dossier(agreement.Catalogue());
        lead.Seal();
        Assert.Equal(holds, new Judge(Plan.Of(agreement, new TouchKinds())).Of(lead, default).IsHandover);
    }
}
