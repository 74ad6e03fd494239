namespace Ripen.Agreements;

/// <summary>What is no error but probably not meant.</summary>
internal static class AgreementWarnings
{
    public static void Look(Agreement agreement, Remarks remarks)
    {
    }
}
