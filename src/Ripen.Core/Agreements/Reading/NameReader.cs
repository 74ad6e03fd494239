namespace Ripen.Agreements;

/// <summary>Reads a name that stands alone, a criterion's or one that the agreement yields, and tells names used where they do not exist yet.</summary>
internal sealed class NameReader(TokenCursor cursor, ConditionScope scope, Section section, Remarks remarks)
{
    public Named? Name()
    {
        var name = cursor.Take();
        var needsTest = Words.Tested.Contains(name.Text);
        if (!needsTest && scope.DefinedBy(name.Text) is { } defined)
        {
            return IsDefined(name, defined) ? new Named(name.Text) { At = cursor.PlaceOf(name), Extent = cursor.ExtentFrom(name) } : null;
        }
        if (needsTest || scope.Facts.Find(name.Text) is not null) NeedsTest(name);
        else Unknown(name);
        cursor.Skip();
        return null;
    }

    /// <summary>Whether a name that <paramref name="defined"/> defines may be used here already; tells an error where not.</summary>
    public bool IsDefined(Token name, Section defined)
    {
        if (defined < section) return true;
        if (defined != Section.Criteria)
        {
            cursor.Error(name, $"'{name.Text}' is defined by {ConditionScope.NameOf(defined)} and can be used only after it; this stands in {ConditionScope.NameOf(section)}.");
        }
        else if (scope.Facts.Find(name.Text) is null)
        {
            cursor.Error(name, $"'{name.Text}' is a criterion, and a criterion cannot be made of another.", "Write what it tests, or join the two from ideal_prospect on.");
        }
        else cursor.Error(name, AloneSaysNothing(name), $"For example: {name.Text} is known");
        return false;
    }

    /// <summary>Whether a name that only the lead's course yields may be used here; tells an error where not.</summary>
    public bool IsLate(Token name)
    {
        if (ConditionScope.IsLast(section)) return true;
        cursor.Error(name, $"'{name.Text}' can be used in handover, moments and nurture only.");
        return false;
    }

    private void NeedsTest(Token name)
    {
        var example = name.Text switch
        {
            "interest" => "interest is high",
            "temperature" => "temperature in [hot, warm]",
            "buying_stage" => "buying_stage is late",
            var fact => $"{fact} is known",
        };
        var criterion = remarks.Meant(name.Text, scope.Criteria);
        cursor.Error(name, AloneSaysNothing(name), criterion is null ? $"For example: {example}" : $"Did you mean the criterion '{criterion}'?");
    }

    private void Unknown(Token name)
    {
        var meant = remarks.Meant(name.Text, scope.Criteria.Concat(["fits", "complete", "qualified"]));
        cursor.Error(name, $"There is no criterion or name '{Remarks.Shown(name.Text)}'.", meant is null ? $"Criteria are: {string.Join(", ", scope.Criteria.Take(12))}." : $"Did you mean '{meant}'?");
    }

    private static string AloneSaysNothing(Token name) => $"'{name.Text}' alone says nothing: it needs a test.";
}
