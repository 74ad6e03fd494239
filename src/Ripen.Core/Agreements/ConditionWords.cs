namespace Ripen.Agreements;
public static class ConditionWords { public static (string Holds, string Fails) Phrases(Test test, Agreement agreement) => ("holds", "fails"); public static string Of(Condition c, Agreement a) => c.ToString(); }
