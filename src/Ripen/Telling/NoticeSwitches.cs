using Ripen.Accounts;
using Ripen.Storage;

namespace Ripen.Telling;

/// <summary>How one kind of notice is told to somebody.</summary>
public sealed record NoticeSwitch(KnownNotice Known, bool InApp, bool ByMail);

/// <summary>What everybody chose of how he is told; what nobody chose is as is usual.</summary>
internal static class NoticeSwitches
{
    public static NoticeSwitch Of(Session session, Guid user, NoticeKind kind)
    {
        var chosen = Usual(KnownNotice.Of(kind));
        session.Read("select in_app, by_mail from notice_switches where user_id = @user and kind = @kind", row => chosen = chosen with { InApp = row.GetYes(0), ByMail = row.GetYes(1) }, ("@user", user), ("@kind", kind));
        return chosen;
    }

    /// <summary>Of every kind that can come to him.</summary>
    public static List<NoticeSwitch> All(Session session, User user)
    {
        var chosen = new Dictionary<NoticeKind, (bool InApp, bool ByMail)>();
        session.Read("select kind, in_app, by_mail from notice_switches where user_id = @user", row => chosen[(NoticeKind)row.GetInt16(0)] = (row.GetYes(1), row.GetYes(2)), ("@user", user.Id));
        return [.. KnownNotice.For(user).Select(known => chosen.TryGetValue(known.Kind, out var one) ? new NoticeSwitch(known, one.InApp, one.ByMail) : Usual(known))];
    }

    /// <summary>From now on these hold, and what is not among them is as is usual.</summary>
    public static void Choose(Write write, Guid user, IEnumerable<NoticeSwitch> chosen)
    {
        write.Execute("delete from notice_switches where user_id = @user", ("@user", user));
        foreach (var one in chosen.Where(one => one != Usual(one.Known)))
            write.Execute("insert into notice_switches (user_id, kind, in_app, by_mail) values (@user, @kind, @app, @mail)", ("@user", user), ("@kind", one.Known.Kind), ("@app", one.InApp), ("@mail", one.ByMail));
    }

    public static NoticeSwitch Usual(KnownNotice known) => new(known, InApp: true, known.ByMail);
}
