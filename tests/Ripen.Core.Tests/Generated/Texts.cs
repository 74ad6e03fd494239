namespace Ripen.Tests.Generated;

/// <summary>Words and sentences that are hard on YAML, on the condition language, or on both.</summary>
internal static class Texts
{
    public static readonly string[] Plain =
    [
        "software", "logistics", "financial services", "Financial_Services", "Head of IT-Ops", "hospitality", "DE", "de", "NO", "Öl und Gas", "Straße", "STRASSE", "Acme Industries",
    ];

    /// <summary>As values of a condition.</summary>
    public static readonly string[] HardValues =
    [
        "", " ", " lead", "trail ", "two  spaces", "tab\there", "known", "unknown things", "free", "not now", "and", "this or that", "high", "in", "is", "between 1 and 2", "problems",
        "it's", "''", "'quoted'", "\"double\"", "a: b", "end:", "# hash", "a #b", "a#b", "- dash", "-dash", "-", "? what", "*star", "&amp", "!bang", "%cent", "@at", "`tick`", "| pipe",
        "> more", "a, b", "20,000", "[x]", "{x}", "(x)", "x)", "]", "=", "<5", ">=", "!=", "a=b", "~", "null", "true", "yes", "no", "2026-01-01", "1e5", "-5", "0x1F", "100%", "\\n", "C:\\temp",
        "emoji 🙂", "İstanbul", "ﬁrm", "ΣΊΣΥΦΟΣ", "e\u0301tude", "nbsp\u00A0here", "line\u2028sep", "---", "...", "<<", "otherwise", "at least 2 of", "in the last 5 days",
    ];

    /// <summary>As sentences for people.</summary>
    public static readonly string[] Sentences =
    [
        "Right prospect but not now", "Looked at pricing {count} times in a day", "We name a reason: always", "# no comment", "it's \"quoted\"", "- dash first", "two\nlines", "three\n\n  lines\n\n\nmore",
        "[brackets], {braces}", "yes", "2026-07-01", "100 %", "*star*", "back\\slash", "tab\tinside", "trailing colon:", "'", "\"", "emoji 🙂 and Ünïcödé", "? really", "a, b: c", "| pipe", "line\u2028sep", "\uFEFFmark",
    ];

    /// <summary>As names of facts, criteria, problems, reasons, moments: one word each, none a keyword or yielded name.</summary>
    public static readonly string[] Names =
    [
        "budget", "authority", "need", "timeline", "erp", "seats", "größe", "a/b", "x:y", "#tag", "-dash", "5", "null", "yes", "NO", "hot", "warm", "days", "EUR", "email", "*star", "&and", "@home", "%", "|", "?q",
        "Known", "AND", "a.b", "a;b", "\"dq\"", "{x}", "`t`", "~", "\\", "-", "month_end_close", "audit-trail", "it", "2026-01-01", "on",
    ];

    public static readonly string[] Kinds =
    [
        "demo_requested", "pricing_viewed", "webinar_attended", "page_viewed", "mail_clicked", "mail_sent", "call_tried", "Mail-Sent", "anything_else", "größe", "a:b", "#x", "5", "in_the_last", "yes",
    ];

    /// <summary>Need quotes as kinds in a condition.</summary>
    public static readonly string[] HardKinds = ["anything", "in", "is", "not", "and", "known", "a, b", "it's", "x = 5", "(x)", "within"];
}
