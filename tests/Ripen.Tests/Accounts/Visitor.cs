using System.Net;
using Ripen.Tests.Web;

namespace Ripen.Tests.Accounts;

/// <summary>A browser of its own, with its cookies and nothing else; it follows no redirect.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient client;
    private readonly CookieContainer jar = new();

    /// <param name="from">What a header says of where he comes from; null: nothing.</param>
    public Visitor(ApiServer server, string? from = null)
    {
        client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = jar }) { BaseAddress = server.Client.BaseAddress };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        if (from is not null) client.DefaultRequestHeaders.Add("X-Forwarded-For", from);
    }

    public string Origin => client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    /// <summary>The session it holds, as the server set it.</summary>
    public Cookie? Session => jar.GetCookies(client.BaseAddress!)["ripen-session"];

    /// <summary>How the last answer set cookies.</summary>
    public string Cookies { get; private set; } = "";

    public void Hold(string name, string value) => jar.Add(client.BaseAddress!, new Cookie(name, value, "/"));

    public async Task<(int Status, string? To, string Body, HttpResponseMessage Whole)> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await AnswerAsync(await client.SendAsync(request));
    }

    /// <param name="origin">Null: none is said.</param>
    public async Task<(int Status, string? To, string Body, HttpResponseMessage Whole)> PostAsync(string path, string? origin, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))) };
        if (origin is not null) request.Headers.Add("Origin", origin);
        return await AnswerAsync(await client.SendAsync(request));
    }

    public async Task<int> PostJsonAsync(string path, string? origin, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }

    public Task<(int Status, string? To, string Body, HttpResponseMessage Whole)> SendAsync(string path, params (string Name, string Value)[] fields) => PostAsync(path, Origin, fields);

    public Task<(int Status, string? To, string Body, HttpResponseMessage Whole)> LogInAsync(string email, string password, string to = "/") => SendAsync("/login", ("email", email), ("password", password), ("to", to));

    public void Dispose() => client.Dispose();

    private async Task<(int, string?, string, HttpResponseMessage)> AnswerAsync(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("Set-Cookie", out var set)) Cookies = string.Join('\n', set);
        return ((int)response.StatusCode, response.Headers.Location?.OriginalString, await response.Content.ReadAsStringAsync(), response);
    }
}
