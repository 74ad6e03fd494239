using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Ripen.Desks;
using Ripen.Web;
using Ripen.Work;

namespace Ripen.Telling;

/// <summary>Sends mails as long as the server runs.</summary>
internal sealed class MailWork(Desk desk, Reach reach, IServer server, ILogger<MailWork> log) : DueLoop(desk, log)
{
    private readonly Postman postman = new(desk, () => AddressOf(reach, server));

    protected override Task DoDueAsync(CancellationToken stop) => postman.SendDueAsync(stop);

    // Without a public address the desk is reached on this machine alone.
    private static string AddressOf(Reach reach, IServer server) =>
        (reach.PublicUrl?.GetLeftPart(UriPartial.Authority) ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "").TrimEnd('/');
}
