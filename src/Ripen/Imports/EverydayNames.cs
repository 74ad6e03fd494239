using System.Collections.Frozen;

namespace Ripen.Imports;

/// <summary>What facts and fields are called in files of everybody else: English, German, French, Spanish. For proposals only.</summary>
internal static class EverydayNames
{
    private static readonly FrozenDictionary<string, string> OfLeads = Read("""
        id: Lead Number, Prospect ID, Customer ID, Contact Number, External ID, Kundennummer, Nummer, Lead-ID, MQL ID, Numéro client, Número
        first_name: Given Name, Forename, Vorname, Prénom, Nombre
        last_name: Surname, Family Name, Nachname, Familienname, Apellido, Apellidos
        name: Full Name, Contact, Contact Person, Person, Ansprechpartner, Kontakt, Nom complet, Nombre completo
        email: E-Mail Address, Mail, Mail Address, E-Mail-Adresse, Mailadresse, Adresse e-mail, Courriel, Correo, Correo electrónico
        phone: Telephone, Tel, Telephone Number, Mobile, Telefon, Telefonnummer, Rufnummer, Handy, Téléphone, Teléfono
        job_title: Position, Role, Job, Function Title, Berufsbezeichnung, Funktion, Fonction, Poste, Cargo, Puesto
        organisation: Organization, Company, Account, Firm, Employer, Firma, Unternehmen, Organisation Name, Société, Entreprise, Empresa
        domain: Homepage, Web, URL, Web Site, Webseite, Internet, Site web, Sitio web
        industry: Sector, Branch, Vertical, Branche, Secteur, Sector de actividad
        employees: Staff, Headcount, Company Size, Mitarbeiter, Mitarbeiterzahl, Anzahl Mitarbeiter, Effectif, Empleados
        revenue: Turnover, Sales Volume, Yearly Revenue, Umsatz, Jahresumsatz, Chiffre d'affaires, Facturación
        country: Nation, Country Name, Land, Pays, País
        language: Sprache, Langue, Idioma
        budget: Available Budget, Budget Amount, Presupuesto
        problem: Need, Pain, Pain Point, Challenge, Interest, Interested In, Problem Statement, Bedarf, Besoin, Necesidad
        purchase_by: Purchase Date, Buying Date, Decision Date, Close Date, Kaufdatum
        source: Origin, Lead Origin, Channel, Quelle, Herkunft, Origine, Origen, Provenance, UTM Source
        campaign: Campaign Name, Kampagne, Campagne, Campaña, UTM Campaign
        page: Landing Page, Landing Page ID, Form Page
        owner: Sales Rep, Account Manager, Salesperson, Bearbeiter, Verantwortlich, Propriétaire, Propietario
        created_at: Created, Created On, Date Created, Creation Date, Date Added, Inquiry Date, First Contact Date, Erstellt, Erstellt am, Anlagedatum, Date de création, Fecha de creación, Timestamp
        """);

    private static readonly FrozenDictionary<string, string> OfEvents = Read("""
        lead: Lead ID, MQL ID, Contact ID, Prospect ID, Record ID, Customer ID, External ID, Kundennummer
        email: E-Mail Address, Mail, E-Mail-Adresse
        kind: Type, Event, Event Type, Activity, Activity Type, Action, Art
        at: Date, Time, Timestamp, Event Date, Activity Date, Created, Created At, Close Date, Closed Date, Won Date, Decided At, Datum, Zeitpunkt, Fecha
        known_at: Recorded At, Logged At
        source: Origin, Channel, Quelle
        campaign: Campaign Name, Kampagne
        decision: Verdict, Status, Entscheidung
        outcome: Result, Stage, Deal Stage, Status, Ergebnis
        amount: Value, Revenue, Deal Value, Deal Amount, Spend, Cost, Total Cost, Betrag, Kosten, Umsatz, Montant, Importe
        currency: Currency Code, Währung, Devise, Moneda
        by: User, Owner, Sales Rep, Salesperson, Bearbeiter
        reason: Lost Reason, Closed Lost Reason, Rejection Reason, Grund
        from: Start, Start Date, Begin, Von
        to: End, End Date, Until, Bis
        programme: Program, Nurture Programme
        wake: Wake Date, Follow Up, Follow Up Date, Wiedervorlage
        """);

    private static readonly FrozenDictionary<string, string> OfAttendance = Read("""
        touch webinar_registered: Registered, Registration, Registration Time, Registration Date, Registered At, Registered On, Angemeldet, Anmeldung, Anmeldedatum, Inscrit, Inscription, Date d'inscription, Inscrito, Inscripción
        touch webinar_attended: Attended, Attendance, Attendee, Has Attended, Join Time, Joined, Joined At, Time in Session, Time in Session (minutes), Minutes Attended, Teilgenommen, Teilnahme, Anwesend, Présent, Participation, Asistió, Asistencia
        touch question_asked: Asked, Asked Question, Question, Questions, Questions Asked, Question Asked, Q&A, Frage, Fragen, Frage gestellt, Question posée, Pregunta, Preguntas
        at: Start Time, Session Start, Webinar Date, Session Date, Event Start, Beginn
        email: Attendee Email, Registrant Email, User Email, Email Address, Email
        """);

    /// <summary>What columns of a list of who attended become.</summary>
    public static IReadOnlyList<string> Attendance { get; } = [.. OfAttendance.Values.Where(target => target.StartsWith("touch ", StringComparison.Ordinal)).Distinct()];

    public static string? TargetOf(ImportKind kind, string column) => kind switch
    {
        ImportKind.Leads => OfLeads.GetValueOrDefault(ImportFields.Key(column)),
        ImportKind.Touches when OfAttendance.TryGetValue(ImportFields.Key(column), out var target) => target,
        _ => OfEvents.GetValueOrDefault(ImportFields.Key(column)),
    };

    private static FrozenDictionary<string, string> Read(string table) => table.Split('\n').Select(line => line.Trim().Split(':', 2))
        .SelectMany(parts => parts[1].Split(',').Select(name => (Name: ImportFields.Key(name), Target: parts[0])))
        .DistinctBy(pair => pair.Name).ToFrozenDictionary(pair => pair.Name, pair => pair.Target, StringComparer.Ordinal);
}
