namespace Ripen.Agreements;
public static class AgreementWords { public static string AsText(Agreement agreement) => agreement.Name; }
