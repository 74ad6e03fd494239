namespace Ripen.Agreements;
public static class ConditionWriter { public static string Write(Condition condition) => condition.ToString(); }
