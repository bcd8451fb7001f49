// Calls a server with the ecosystem's own Connect client, which knows the contract from an image of
// it alone. connect_client.mjs IMAGE NODE_MODULES HOST:PORT
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [image, modules, address] = process.argv.slice(2);
const require = createRequire(pathToFileURL(modules + "/"));
const load = (name) => import(pathToFileURL(require.resolve(name)));
const { createFileRegistry, fromBinary } = await load("@bufbuild/protobuf");
const { FileDescriptorSetSchema } = await load("@bufbuild/protobuf/wkt");
const { Code, ConnectError, createClient } = await load("@connectrpc/connect");
const { createConnectTransport, compressionGzip } = await load("@connectrpc/connect-node");

const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(image)));
const service = (name) => registry.getService("setara.v1." + name);
const baseUrl = "http://" + address;

async function check(options) {
  const transport = createConnectTransport({ baseUrl, httpVersion: "1.1", ...options });
  const reference = createClient(service("ReferenceService"), transport);
  const quota = createClient(service("QuotaService"), transport);
  const openings = createClient(service("OpeningService"), transport);

  const { regions } = await reference.listRegions({ parentCode: "33" });
  assert.ok(regions.length > 30 && regions.every(({ code }) => code.startsWith("33.")));
  assert.equal((await reference.getVocabulary({})).functions.length, 32);

  const workers = { kind: 2, headcount: 350n, asOf: { year: 2024, month: 6, day: 30 } };
  workers.kind = registry.getEnum("setara.v1.EmployerKind").values
    .find(({ name }) => name === "EMPLOYER_KIND_PRIVATE").number;
  assert.equal((await quota.computeRequiredWorkers(workers)).requirement.requiredWorkers, 4n);
  assert.deepEqual((await openings.searchOpenings({ query: "tidak ada yang begini" })).hits ?? [], []);

  const failure = await openings.getOpening({ name: "openings/01ARZ3NDEKTSV4RRFFQ69G5FAV" })
    .then(() => assert.fail("an opening that is not there was found"), ConnectError.from);
  assert.equal(failure.code, Code.NotFound);
  const [info] = failure.findDetails(registry.getMessage("google.rpc.ErrorInfo"));
  assert.equal(info.domain, "setara");

  const invalid = await quota.computeRequiredWorkers({ headcount: 350n })
    .then(() => assert.fail("no kind was accepted"), ConnectError.from);
  assert.equal(invalid.code, Code.InvalidArgument);
  const [bad] = invalid.findDetails(registry.getMessage("google.rpc.BadRequest"));
  assert.equal(bad.fieldViolations[0].field, "kind");

  const patient = await reference.listRegions({}, { timeoutMs: 60000 });
  assert.ok(patient.regions.length > 30);
}

for (const useBinaryFormat of [false, true]) {
  for (const useHttpGet of [false, true]) {
    await check({ useBinaryFormat, useHttpGet });
    await check({
      useBinaryFormat, useHttpGet, acceptCompression: [compressionGzip],
      sendCompression: compressionGzip, compressMinBytes: 0,
    });
  }
}
