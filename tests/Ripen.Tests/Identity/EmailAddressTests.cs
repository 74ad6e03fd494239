using CsCheck;
using Ripen.Identity;
using Xunit;

namespace Ripen.Tests.Identity;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ann@example.com", "ann@example.com")]
    [InlineData("  Ann.Lee@Example.COM ", "ann.lee@example.com")]
    [InlineData("Ann Lee <ann@example.com>", "ann@example.com")]
    [InlineData("\"Lee, Ann\" < ann@example.com >", "ann@example.com")]
    [InlineData("mailto:ann@example.com", "ann@example.com")]
    [InlineData("ann+fair@example.com", "ann+fair@example.com")]
    [InlineData("jürgen@müller.de", "jürgen@xn--mller-kva.de")]
    [InlineData("o'neil@sub.example.co.uk", "o'neil@sub.example.co.uk")]
    [InlineData("ann@example.com.", "ann@example.com")]
    public void An_address_is_read_in_its_one_form(string text, string wanted) => Assert.Equal(wanted, EmailAddress.TryRead(text)?.Text);

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("ann@")]
    [InlineData("@example.com")]
    [InlineData("ann@example")]
    [InlineData("ann@@example.com")]
    [InlineData("ann@home@example.com")]
    [InlineData("ann lee@example.com")]
    [InlineData("ann@exa mple.com")]
    [InlineData(".ann@example.com")]
    [InlineData("ann..lee@example.com")]
    [InlineData("ann@-example.com")]
    [InlineData("ann@example..com")]
    [InlineData("ann@192.168.0.1")]
    [InlineData("ann@example.com, bob@example.com")]
    [InlineData("n/a")]
    public void What_no_mail_could_be_sent_to_is_no_address(string text) => Assert.Null(EmailAddress.TryRead(text));

    [Fact]
    public void The_lengths_of_RFC_5321_hold()
    {
        Assert.NotNull(EmailAddress.TryRead($"{new string('a', 64)}@example.com"));
        Assert.Null(EmailAddress.TryRead($"{new string('a', 65)}@example.com"));
        Assert.Null(EmailAddress.TryRead($"ann@{string.Concat(Enumerable.Repeat("abcdefgh.", 30))}com"));
        Assert.Null(EmailAddress.TryRead($"ann@{new string('a', 64)}.com"));
    }

    [Theory]
    [InlineData("info@example.com", true)]
    [InlineData("Kontakt@example.de", true)]
    [InlineData("no-reply@example.com", true)]
    [InlineData("info+fair@example.com", true)]
    [InlineData("ventas@example.es", true)]
    [InlineData("accueil@example.fr", true)]
    [InlineData("ann@example.com", false)]
    [InlineData("info.ann@example.com", false)]
    public void A_mailbox_that_several_people_read_is_shared(string text, bool shared) => Assert.Equal(shared, EmailAddress.TryRead(text)!.IsShared);

    [Fact]
    public void A_business_domain_is_a_companys()
    {
        Assert.Equal("example.com", EmailAddress.TryRead("ann@example.com")!.BusinessDomain);
        Assert.Null(EmailAddress.TryRead("ann@gmail.com")!.BusinessDomain);
    }

    [Fact]
    public void Reading_an_address_that_was_read_changes_nothing() => Gen.String.Sample(text =>
    {
        foreach (var tried in new[] { text, $"{text}@example.com", $"ann@{text}.com" })
            if (EmailAddress.TryRead(tried) is { } address) Assert.Equal(address, EmailAddress.TryRead(address.Text));
    });
}
