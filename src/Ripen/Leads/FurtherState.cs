using System.Text.Json;
using System.Text.Json.Serialization;
using Ripen.Life;
using Ripen.Values;

namespace Ripen.Leads;

/// <summary>
/// What a lead's state holds beyond the columns that lists and filters use: mostly nothing. Kept as JSON in the column
/// <c>state</c>, null where there is nothing.
/// </summary>
internal sealed record FurtherState
{
    private static readonly FurtherState Nothing = new();

    public string? LastOwner { get; init; }
    public string? LastRejection { get; init; }
    public bool IsDisqualified { get; init; }
    public Guid? ReferredTo { get; init; }
    public Instant? DormantUntil { get; init; }
    public int? Agreement { get; init; }
    public RunningHandover? Handover { get; init; }
    public Instant? RespondedAt { get; init; }
    public int Attempts { get; init; }
    public Instant? AcceptedAt { get; init; }
    public Instant? WorkBy { get; init; }
    public Instant? StalledAt { get; init; }
    public Instant? RecycleAt { get; init; }
    public Instant? OpportunityAt { get; init; }
    public SourceSide? OpportunitySide { get; init; }
    public Amount? Won { get; init; }
    public int Handovers { get; init; }
    public Instant? RespondBy { get; init; }
    public Instant? ResponseLateAt { get; init; }
    public Deal Deal { get; init; }
    public Enrolment? Enrolment { get; init; }
    public int Runs { get; init; }
    public IReadOnlyList<string>? Exhausted { get; init; }
    public IReadOnlyList<OpenTask>? Tasks { get; init; }
    public int TasksSet { get; init; }
    public Guid? ReferredBy { get; init; }

    public static string? Write(LeadState state)
    {
        var further = new FurtherState
        {
            LastOwner = state.LastOwner,
            LastRejection = state.LastRejection,
            IsDisqualified = state.IsDisqualified,
            ReferredTo = state.ReferredTo,
            DormantUntil = state.DormantUntil,
            Agreement = state.Agreement,
            Handover = state.Handover,
            RespondedAt = state.RespondedAt,
            Attempts = state.Attempts,
            AcceptedAt = state.AcceptedAt,
            WorkBy = state.WorkBy,
            StalledAt = state.StalledAt,
            RecycleAt = state.RecycleAt,
            OpportunityAt = state.OpportunityAt,
            OpportunitySide = state.OpportunitySide,
            Won = state.Won,
            Handovers = state.Handovers,
            RespondBy = state.RespondBy,
            ResponseLateAt = state.ResponseLateAt,
            Deal = state.Deal,
            Enrolment = state.Enrolment,
            Runs = state.Runs,
            Exhausted = state.Exhausted.Count == 0 ? null : state.Exhausted,
            Tasks = state.Tasks.Count == 0 ? null : state.Tasks,
            TasksSet = state.TasksSet,
            ReferredBy = state.ReferredBy,
        };
        return further == Nothing ? null : JsonSerializer.Serialize(further, FurtherStateJson.Default.FurtherState);
    }

    public static LeadState Read(string? json, LeadState columns)
    {
        if (json is null) return columns;
        var further = JsonSerializer.Deserialize(json, FurtherStateJson.Default.FurtherState) ?? Nothing;
        return columns with
        {
            LastOwner = further.LastOwner,
            LastRejection = further.LastRejection,
            IsDisqualified = further.IsDisqualified,
            ReferredTo = further.ReferredTo,
            DormantUntil = further.DormantUntil,
            Agreement = further.Agreement,
            Handover = further.Handover,
            RespondedAt = further.RespondedAt,
            Attempts = further.Attempts,
            AcceptedAt = further.AcceptedAt,
            WorkBy = further.WorkBy,
            StalledAt = further.StalledAt,
            RecycleAt = further.RecycleAt,
            OpportunityAt = further.OpportunityAt,
            OpportunitySide = further.OpportunitySide,
            Won = further.Won,
            Handovers = further.Handovers,
            RespondBy = further.RespondBy,
            ResponseLateAt = further.ResponseLateAt,
            Deal = further.Deal,
            Enrolment = further.Enrolment,
            Runs = further.Runs,
            Exhausted = further.Exhausted is { } exhausted ? exhausted.ToValueList() : [],
            Tasks = further.Tasks is { } tasks ? tasks.ToValueList() : [],
            TasksSet = further.TasksSet,
            ReferredBy = further.ReferredBy,
        };
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, Converters = [typeof(InstantJson), typeof(SnakeCase<SourceSide>), typeof(SnakeCase<TaskKind>)])]
[JsonSerializable(typeof(FurtherState))]
internal sealed partial class FurtherStateJson : JsonSerializerContext;
