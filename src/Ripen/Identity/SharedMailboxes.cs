using System.Collections.Frozen;

namespace Ripen.Identity;

/// <summary>The names of mailboxes that several people read. RFC 2142 names some; the rest is what companies call them.</summary>
internal static class SharedMailboxes
{
    private static readonly FrozenSet<string> Names = Words("""
        info information infos mail email e-mail post office hello hi hey hallo contact contacts contactus contact-us
        kontakt kontakte contacto contatto contato enquiry enquiries inquiry inquiries ask team company firma empresa
        admin administrator administration webmaster hostmaster postmaster root abuse security noc it edv
        sales vertrieb verkauf ventas vendas vendite commercial comercial commerciale commerce
        marketing presse press media prensa pr
        support help helpdesk service services servicedesk kundenservice kundendienst customerservice customer-service
        customercare soporte atencion assistance sav serviceclient
        order orders bestellung bestellungen bestellen pedidos commande commandes shop store
        purchasing procurement einkauf compras achats acquisti
        billing invoice invoices accounting accounts accountspayable accountsreceivable rechnung rechnungen buchhaltung
        facturacion facturas facturation comptabilite contabilidad finance finanzen
        hr jobs job career careers karriere bewerbung bewerbungen personal recruiting recrutement rrhh empleo
        noreply no-reply no_reply donotreply do-not-reply nicht-antworten mailer-daemon bounce bounces
        newsletter news subscribe unsubscribe notifications notification alerts
        reception empfang accueil recepcion sekretariat secretariat secretaria zentrale buero büro bureau oficina
        privacy datenschutz dpo gdpr legal recht
        booking bookings reservations reservation buchung reservierung reservas feedback everyone all staff
        """);

    /// <summary>Whether <paramref name="local"/> (lower case) is one of them; what follows a plus sign does not count.</summary>
    public static bool Has(string local) => Names.Contains(local.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus ? local[..plus] : local);

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
