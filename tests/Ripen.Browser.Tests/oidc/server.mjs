// A real provider of OpenID Connect on this machine, for the tests. Whoever types a name as login is that person, with any
// password; what is said of him is read anew each time from the file that is named first. The second is where the desk is.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const [people, desk] = process.argv.slice(2);

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "ripen", client_secret: "a secret of the tests", redirect_uris: [`${desk}/login/oidc/callback`] }],
    claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"], groups: ["groups"] },
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...JSON.parse(readFileSync(people, "utf8"))[id] }) }),
  });
  server.on("request", provider.callback());
  console.log(issuer);
});
