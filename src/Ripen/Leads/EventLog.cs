using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Leads;

/// <summary>What has happened to leads, as it is kept: a row for what one command made happen.</summary>
internal static class EventLog
{
    /// <summary>All rows of these persons' leads, in their order.</summary>
    public static Dictionary<LeadId, List<Happened>> OfPersons(Session session, IReadOnlyCollection<Guid> persons)
    {
        var logs = new Dictionary<LeadId, List<Happened>>();
        session.Find("select person_id, lead, version, at, by, import, events from events where person_id = any(@keys) order by person_id, lead, version", persons, row =>
        {
            var lead = new LeadId(row.GetId(0), row.GetInt16(1));
            if (!logs.TryGetValue(lead, out var log)) logs[lead] = log = [];
            log.Add(new(row.GetInt32(2), row.GetAt(3), row.GetTextOrNull(4), row.GetIntOrNull(5), EventJson.Read(row.GetString(6))));
        });
        return logs;
    }

    /// <summary>Whether it is nothing but Ripen judging again, and planning for what nobody has begun yet.</summary>
    public static bool IsJudgingOnly(Happened happened) => happened.By is null && happened.Events.All(one =>
        one is Judged or Qualified or Enrolled or EnrolmentEnded { Because: EnrolmentEnd.OtherProgramme } or FellDormant or DormancyEnded or TaskSet { Kind: TaskKind.NothingPlanned });
}
