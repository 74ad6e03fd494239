using System.Runtime.InteropServices;

namespace Ripen.Values;

public enum FactType : byte { Text, Number, Money, Date, YesNo, Choice, OrderedChoice }

/// <summary>
/// One value in the form in which it is compared. Which fields speak is the type's business:
/// text: <see cref="Text"/> (folded), <see cref="Code"/> is 1 for the domain of a free mail provider;
/// number: from <see cref="Low"/> to <see cref="High"/>, both included, equal for an exact number, <see cref="Endless"/> above for <c>1000+</c>;
/// money: <see cref="Low"/> in whole units of the currency with index <see cref="Code"/>;
/// date: <see cref="Code"/> is <see cref="DateOnly.DayNumber"/>; yes/no: 1 or 0; choices: the option's place, from 0.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FactValue(FactType Type, decimal Low, decimal High, int Code, string? Text)
{
    /// <summary>The upper end of a range without one.</summary>
    public const decimal Endless = decimal.MaxValue;

    public bool IsRange => Type == FactType.Number && Low != High;

    public DateOnly Date => DateOnly.FromDayNumber(Code);

    public Currency Currency => new(Code);

    public static FactValue OfText(string folded, bool freeMail = false) => new(FactType.Text, 0, 0, freeMail ? 1 : 0, folded);

    public static FactValue OfNumber(decimal low, decimal high) => new(FactType.Number, low, high, 0, null);

    public static FactValue OfNumber(decimal number) => OfNumber(number, number);

    public static FactValue OfMoney(decimal amount, Currency currency) => new(FactType.Money, amount, amount, currency.Index, null);

    public static FactValue OfDate(DateOnly date) => new(FactType.Date, 0, 0, date.DayNumber, null);

    public static FactValue OfYesNo(bool yes) => new(FactType.YesNo, 0, 0, yes ? 1 : 0, null);

    public static FactValue OfOption(FactType type, int place) => new(type, 0, 0, place, null);
}
