// A receiver of webhooks on this machine, for the tests: it verifies what comes with the library of Standard Webhooks, by each of
// the secrets in the file that is named, read anew each time, and says for each request, on a line of JSON, which of them it holds by.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const secrets = process.argv[2];

const holds = (secret, body, headers) => {
  try {
    return Boolean(new Webhook(secret).verify(body, headers));
  } catch {
    return false;
  }
};

const server = createServer(async (request, response) => {
  let body = "";
  for await (const piece of request.setEncoding("utf8")) body += piece;
  const verified = JSON.parse(readFileSync(secrets, "utf8")).map((secret) => holds(secret, body, request.headers));
  console.log(JSON.stringify({ id: request.headers["webhook-id"], type: request.headers["content-type"], verified, body }));
  response.writeHead(verified.includes(true) ? 204 : 401).end();
});

server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/hooks`));
