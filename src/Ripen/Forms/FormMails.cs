using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Languages;
using Ripen.Privacy;
using Ripen.Storage;
using Ripen.Telling;

namespace Ripen.Forms;

/// <summary>Mails to whoever sent a form: to confirm that it was he, and with what he wanted.</summary>
internal static class FormMails
{
    private const string ConfirmPurpose = "form confirmation";

    // A form may hold anybody's address: nobody gets more than this in an hour by what others type.
    private const int MostAnHour = 3;

    /// <summary>Asks by mail whether it was he.</summary>
    /// <returns>False where it cannot be asked: no mail is sent, or not to this address.</returns>
    public static bool AskToConfirm(Write write, Desk desk, KnownForm form, FormTicket ticket, string address, Texts texts) =>
        Smtp.IsSet(write, desk) && May(write, desk, address) && UserMails.PutToVisitor(
            write, desk, address, texts["form.confirm_subject"], texts.Of("form.confirm_mail", ("form", TitleOf(form, ticket))), $"{form.Path}/confirm/{SignedLink.Of(desk.Secrets, ConfirmPurpose, $"{ticket.View:N}")}", form.Form, person: null) is not null;

    /// <summary>The answer that a link in a mail confirms; null where the desk did not make it.</summary>
    public static Guid? Confirmed(Desk desk, string link) => SignedLink.ReadId(desk.Secrets, ConfirmPurpose, link);

    /// <summary>Sends what he wanted.</summary>
    public static void SendFile(Write write, Desk desk, KnownForm form, FormTicket ticket, string address, Guid? person, Texts texts)
    {
        if (FormFiles.PathOf(desk, form, ticket) is { } path && Smtp.IsSet(write, desk) && May(write, desk, address))
            UserMails.PutToVisitor(write, desk, address, texts.Of("form.download_subject", ("form", TitleOf(form, ticket))), texts["form.download_mail"], path, form.Form, person);
    }

    private static string TitleOf(KnownForm form, FormTicket ticket) => form.Definition.WordsIn(ticket.Language, ticket.Variant).Title ?? form.Name;

    private static bool May(Write write, Desk desk, string address) =>
        Suppressions.HasKey(write, desk) && Suppressions.Find(write, desk, address) is not { Reason: not SuppressionReason.Unsubscribed }
        && LoginLimits.IsWithin(write, $"mails of forms to {Suppressions.HashOf(desk, address)}", null, MostAnHour, desk.Now);
}
