namespace Ripen.Work;

/// <summary>What is to be done about a lead when its time has come. Numbers are stored.</summary>
internal enum DueKind
{
    /// <summary>Its verdict no longer stands.</summary>
    Judge = 1,

    /// <summary>A clock has run out, a date has come, a step is due; or nothing is planned for it yet.</summary>
    Act = 2,
}

/// <summary>What is to be done about more than one lead. Numbers are stored.</summary>
internal enum DeskWorkKind
{
    /// <summary>Something became known of a purchase.</summary>
    JudgeGroup = 1,

    /// <summary>Something became known of an organisation.</summary>
    JudgeOrganisation = 2,

    /// <summary>Another agreement is in force in a line.</summary>
    JudgeLine = 3,

    /// <summary>Somebody has left Sales: his leads and tasks go to others.</summary>
    GiveAway = 4,

    /// <summary>Whose a kind of touch is, or what it counts as, has changed: everybody of a line is judged again under the same agreement.</summary>
    JudgeLineAnew = 5,
}
