namespace Ripen.Web.Components;

/// <summary>One of several to choose from.</summary>
/// <param name="Value">As it is sent; empty: none.</param>
public sealed record Option(string Value, string Label);

/// <summary>A tab, or another link that leads to a part of the same.</summary>
public sealed record Tab(string Label, string Path, bool IsHere);
