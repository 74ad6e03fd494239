using Ripen.Nurture;
using Ripen.Storage;

namespace Ripen.Telling;

/// <summary>The mails that programmes wrote to prospects.</summary>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record ProspectMailsView(IReadOnlyList<ProgrammeMail> Mails, bool IsFurther, Guid? Next)
{
    internal const int OnPage = 50;
    internal const string Path = $"{OutboxPages.Path}/prospects";

    internal static ProspectMailsView Of(Session session, Guid? before)
    {
        var found = ProgrammeMails.Page(session, null, before, OnPage + 1);
        return new([.. found.Take(OnPage)], before is not null, found.Count > OnPage ? found[OnPage - 1].Id : null);
    }
}
