using Ripen.Storage;

namespace Ripen.Privacy;

/// <summary>The purposes that a desk begins with. One that is there stays as people have made it.</summary>
internal static class ShippedPurposes
{
    /// <summary>Who has worded those that came with the desk.</summary>
    public const string By = "Ripen";

    private static readonly (Purpose Purpose, (string Language, string Title, string Says)[] Wordings)[] All =
    [
        (new(Purpose.MarketingMail, "Mail about our offers", LawfulBasis.LegitimateInterest, IsMail: true, null, []),
        [
            ("en", "Mail about our offers", "You may write to me by e-mail with advice, invitations and offers that fit what I asked about. I can end this at any time, by a link in every mail."),
            ("de", "E-Mails zu unseren Angeboten", "Sie dürfen mir per E-Mail Ratschläge, Einladungen und Angebote senden, die zu meinem Anliegen passen. Das kann ich jederzeit beenden, mit einem Link in jeder E-Mail."),
            ("fr", "E-mails sur nos offres", "Vous pouvez m’écrire par e-mail pour m’envoyer des conseils, des invitations et des offres en rapport avec ma demande. Je peux y mettre fin à tout moment, par un lien dans chaque message."),
            ("es", "Correos sobre nuestras ofertas", "Pueden escribirme por correo electrónico con consejos, invitaciones y ofertas relacionadas con lo que he preguntado. Puedo ponerle fin en cualquier momento, con un enlace en cada correo."),
        ]),
        (new(Purpose.Tracking, "Recognise me on the website", LawfulBasis.Consent, IsMail: false, null, []),
        [
            ("en", "Recognise me on the website", "You may recognise me when I come back to your website, and see which pages I look at, so that your advice fits what interests me. I can end this at any time."),
            ("de", "Auf der Website wiedererkennen", "Sie dürfen mich auf Ihrer Website wiedererkennen und sehen, welche Seiten ich aufrufe, damit Ihre Beratung zu dem passt, was mich interessiert. Das kann ich jederzeit beenden."),
            ("fr", "Me reconnaître sur le site", "Vous pouvez me reconnaître quand je reviens sur votre site et voir quelles pages je consulte, pour que vos conseils répondent à ce qui m’intéresse. Je peux y mettre fin à tout moment."),
            ("es", "Reconocerme en el sitio web", "Pueden reconocerme cuando vuelvo a su sitio web y ver qué páginas visito, para que sus consejos se ajusten a lo que me interesa. Puedo ponerle fin en cualquier momento."),
        ]),
    ];

    public static bool Has(string purpose) => All.Any(one => one.Purpose.Name == purpose);

    public static void Ensure(Write write, DateTimeOffset now)
    {
        var there = Purposes.Read(write).Select(purpose => purpose.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (purpose, wordings) in All.Where(one => !there.Contains(one.Purpose.Name)))
        {
            Purposes.Add(write, purpose, By, now);
            foreach (var (language, title, says) in wordings) Purposes.Word(write, purpose.Name, language, title, says, By, now);
        }
    }
}
