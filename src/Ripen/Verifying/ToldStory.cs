using System.Globalization;
using System.Text.Json;
using Ripen.Leads;
using Ripen.Life;

namespace Ripen.Verifying;

/// <summary>The story of a lead as its events tell it.</summary>
/// <param name="State">What they made of it.</param>
/// <param name="Along">The states that it went through, command by command.</param>
/// <param name="Work">Handovers, tasks and opportunities.</param>
internal sealed record ToldStory(LeadState State, IReadOnlyList<LeadState> Along, IReadOnlyList<PassRow> Passes, ToldRows Work)
{
    /// <summary>Reads the events of a lead, one row after the other.</summary>
    /// <param name="each">Gets each event with the state before it and the row it stands in.</param>
    /// <returns>Null where they do not make a story; why is among the faults.</returns>
    public static ToldStory? Of(LeadEvidence lead, FaultList faults, Action<LeadState, LeadEvent, EventRow> each)
    {
        var (state, along, all) = (LeadState.Nothing, new List<LeadState>(), new List<LeadEvent>());
        foreach (var row in lead.Events)
        {
            if (Read(row, out var why) is not { } events)
            {
                faults.Add(Checks.EventsCanBeRead, At(lead, row), why);
                return null;
            }
            if (row.Version != state.Version + events.Count)
            {
                faults.Add(Checks.EventsHaveNoGap, At(lead, row), string.Create(CultureInfo.InvariantCulture, $"{events.Count} events follow version {state.Version} and end at {row.Version}."));
                return null;
            }
            foreach (var happened in events)
            {
                if (!Follows(happened, state))
                {
                    faults.Add(Checks.EventsCanBeRead, At(lead, row), $"{happened.GetType().Name} cannot follow what was before it.");
                    return null;
                }
                each(state, happened, row);
                state = LeadState.Evolve(state, happened);
                all.Add(happened);
            }
            along.Add(state);
        }
        if (state.Version > 0) return new(state, along, PassRow.After(lead.Id, state.Line ?? "", null, all), ToldRows.Of(lead.Id, state.Line ?? "", all));
        faults.Add(Checks.EventsHaveNoGap, lead.Where, "It has no events at all.");
        return null;
    }

    private static IReadOnlyList<LeadEvent>? Read(EventRow row, out string why)
    {
        why = "There is no event in it.";
        try
        {
            var events = EventJson.Read(row.Events);
            return events.Count == 0 || events.Contains(null!) ? null : [.. events];
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or FormatException or InvalidOperationException)
        {
            why = $"Its events cannot be read: {failure.Message.Split('\n')[0]}";
            return null;
        }
    }

    // What the fold of events rests on; everything else it takes as it comes.
    private static bool Follows(LeadEvent happened, LeadState state) => happened switch
    {
        LeadOpened => state.Version == 0,
        _ when state.Version == 0 => false,
        HandoverLate => state.Handover is not null,
        StepTaken => state.Enrolment is not null,
        PassBegan began => began.Pass == state.Pass + 1,
        _ => true,
    };

    private static string At(LeadEvidence lead, EventRow row) => string.Create(CultureInfo.InvariantCulture, $"{lead.Where}, events of version {row.Version}");
}
