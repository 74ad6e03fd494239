using Ripen.Agreements;

namespace Ripen.Nurture;

/// <summary>What can be done but is hardly meant.</summary>
internal static class ProgrammeWarnings
{
    public static void Look(Programme programme, Func<int, Place> placeOf, Remarks remarks)
    {
        var reached = ProgrammeFlow.Reached(programme);
        var mailed = 0;
        for (var place = 0; place < programme.Steps.Count; place++)
        {
            var step = programme.Steps[place];
            if (!reached[place])
            {
                // What stands behind it is not reached for the same reason.
                if (reached[place - 1]) remarks.Warn(placeOf(place), step.Id, "No run ever comes to this step: the one above it ends every run.", "Name it under an 'otherwise', or remove it.");
                continue;
            }
            if (MailBefore(programme, reached, place) is { } before)
                remarks.Warn(placeOf(place), step.Id, $"Nothing lies between this mail and '{programme.Steps[before].Id}': both are sent at once.", "Put a wait between them.");
            if (step is MailStep) mailed++;
        }
        if (mailed == 0 && !programme.Steps.Any(step => step is TaskStep)) remarks.Warn(placeOf(0), programme.Name, "This programme does nothing: no run comes to a mail or a task.");
    }

    // Only a task can stand between two mails that are sent at once; a jump comes out of a step that waits.
    private static int? MailBefore(Programme programme, bool[] reached, int place)
    {
        if (programme.Steps[place] is not MailStep) return null;
        for (var before = place - 1; before >= 0 && reached[before]; before--)
        {
            if (programme.Steps[before] is MailStep) return before;
            if (programme.Steps[before] is not TaskStep) return null;
        }
        return null;
    }
}
