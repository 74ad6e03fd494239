using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ripen.Tests.Databases;
using Ripen.Web;
using Xunit;

namespace Ripen.Tests.Web;

public sealed class RolesTests
{
    [Fact]
    public async Task Every_endpoint_stands_in_the_table_of_roles_and_the_table_names_no_other()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var endpoints = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.SelectMany(Roles.NamesOf).Distinct(StringComparer.Ordinal);
        Assert.Equal(Roles.Table.Keys.Order(StringComparer.Ordinal), endpoints.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_that_writes_is_for_those_who_only_read()
    {
        Assert.All(Roles.Table.Where(entry => !entry.Key.StartsWith("GET ", StringComparison.Ordinal) && entry.Key != "POST /api/v1/agreements/check"), entry => Assert.False(entry.Value.HasFlag(Role.ReadOnly), entry.Key));
        Assert.All(Roles.Table.Where(entry => entry.Key.Contains(" /api/", StringComparison.Ordinal)), entry => Assert.True(entry.Value.HasFlag(Role.Administrator) && !entry.Value.HasFlag(Role.Public), entry.Key));
    }
}
