using CsCheck;
using Ripen.Identity;
using Xunit;

namespace Ripen.Tests.Identity;

public sealed class OrganisationTests
{
    [Theory]
    [InlineData("https://www.Acme.com/x", "acme.com")]
    [InlineData("acme.com", "acme.com")]
    [InlineData("http://shop.acme.co.uk:8080/?a=b", "shop.acme.co.uk")]
    [InlineData("//acme.com#top", "acme.com")]
    [InlineData("WWW.ACME.COM", "acme.com")]
    [InlineData("müller.de", "xn--mller-kva.de")]
    [InlineData("acme", null)]
    [InlineData("", null)]
    [InlineData("http://127.0.0.1/", null)]
    [InlineData("not a site", null)]
    [InlineData("acme.com, other.com", null)]
    public void A_website_is_read_as_its_domain(string text, string? domain) => Assert.Equal(domain, WebDomain.TryRead(text));

    [Theory]
    [InlineData("ACME GmbH & Co. KG", "acme")]
    [InlineData("Acme, Inc.", "acme")]
    [InlineData("acme", "acme")]
    [InlineData("The Acme Company Ltd.", "acme")]
    [InlineData("Acme S.A.", "acme")]
    [InlineData("Acme S.p.A.", "acme")]
    [InlineData("Acme sp. z o.o.", "acme")]
    [InlineData("Acme Pty Ltd", "acme")]
    [InlineData("Acme A/S", "acme")]
    [InlineData("Müller & Söhne OHG", "muller & sohne")]
    [InlineData("Société Générale SA", "societe generale")]
    [InlineData("Marks & Spencer plc", "marks & spencer")]
    [InlineData("O’Reilly Media, Inc.", "oreilly media")]
    [InlineData("Ørsted A/S", "orsted")]
    [InlineData("Company", "company")]
    [InlineData("SE", "se")]
    [InlineData("株式会社", "株式会社")]
    [InlineData("!!!", "!!!")]
    public void The_name_of_an_organisation_is_compared_without_its_legal_form(string name, string key) => Assert.Equal(key, OrganisationName.Key(name));

    [Fact]
    public void A_name_that_says_anything_has_a_key_whatever_the_spaces_around_it() => Gen.String.Sample(name =>
    {
        var key = OrganisationName.Key(name);
        if (!string.IsNullOrWhiteSpace(name)) Assert.NotEmpty(key);
        Assert.Equal(key, OrganisationName.Key($" {name} "));
    });
}
