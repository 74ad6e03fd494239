using Microsoft.AspNetCore.Identity;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Accounts;

/// <summary>
/// Users and their passkeys as ASP.NET Core Identity asks for them when it checks one. It only reads: what is written goes
/// through <see cref="Passkeys"/>, together with the audit.
/// </summary>
internal sealed class PasskeyStore(Desk desk) : IUserPasskeyStore<User>
{
    public Task<string> GetUserIdAsync(User user, CancellationToken cancellationToken) => Task.FromResult(Passkeys.HandleOf(user));

    public Task<string?> GetUserNameAsync(User user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task<User?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(Read(session => Guid.TryParseExact(userId, "N", out var id) ? desk.Users.Find(session, id) : null));

    public Task<User?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult(Read(session => desk.Users.Find(session, normalizedUserName)));

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(User user, CancellationToken cancellationToken) => Task.FromResult<IList<UserPasskeyInfo>>(Read(session => Passkeys.Of(session, user.Id).ConvertAll(passkey => passkey.Info)));

    public Task<User?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) => Task.FromResult(Read(session => Passkeys.Find(session, credentialId) is { } passkey ? desk.Users.Find(session, passkey.User) : null));

    public Task<UserPasskeyInfo?> FindPasskeyAsync(User user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(Read(session => Passkeys.Find(session, credentialId) is { } passkey && passkey.User == user.Id ? passkey.Info : null));

    public Task AddOrUpdatePasskeyAsync(User user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemovePasskeyAsync(User user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetUserNameAsync(User user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> GetNormalizedUserNameAsync(User user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(User user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(User user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(User user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(User user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private T Read<T>(Func<Session, T> ask)
    {
        using var session = desk.Database.Read();
        return ask(session);
    }
}
