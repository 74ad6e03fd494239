using CsCheck;
using Ripen.Life;
using Xunit;

namespace Ripen.Tests.Life;

public sealed class LeadIdTests
{
    [Fact]
    public void A_lead_is_its_person_and_a_number() =>
        Assert.Equal("0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1", new LeadId(Guid.Parse("0198f3c2-a1b4-7c3d-8e9f-0a1b2c3d4e5f"), 1).ToString());

    [Fact]
    public void What_is_written_is_read_again() => Gen.Select(Gen.Guid, Gen.Int[1, int.MaxValue]).Sample((person, number) =>
        LeadId.TryParse(new LeadId(person, number).ToString(), out var id) && id == new LeadId(person, number));

    [Theory]
    [InlineData("")]
    [InlineData("0198f3c2a1b47c3d8e9f0a1b2c3d4e5f")]
    [InlineData("0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-")]
    [InlineData("0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-0")]
    [InlineData("0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-01")]
    [InlineData("0198f3c2a1b47c3d8e9f0a1b2c3d4e5f--1")]
    [InlineData("0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1 ")]
    [InlineData("0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-99999999999")]
    [InlineData("0198F3C2A1B47C3D8E9F0A1B2C3D4E5F-1")]
    [InlineData("0198f3c2a1b47c3d8e9f0a1b2c3d4e5g-1")]
    [InlineData("0198f3c2-a1b4-7c3d-8e9f-0a1b2c3d4e5f-1")]
    public void Nothing_else_names_a_lead(string text) => Assert.False(LeadId.TryParse(text, out _));
}
