import { appendFileSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Schema = Record<string, any>;
interface Operation {
  operationId: string;
  security?: unknown[];
  responses: Record<string, Schema>;
}

const document = parse(readFileSync(resolve(import.meta.dirname, "../../api/openapi.yaml"), "utf8")) as {
  paths: Record<string, Record<string, Operation>>;
};
const methods = ["get", "post", "put", "patch", "delete"];

/** Where what was asked during a run is noted, for every_operation.ts. */
export const askedFile = process.env.CONFRERE_ASKED;

function resolved(schema: Schema): Schema {
  if (typeof schema.$ref !== "string") return schema;
  const target = schema.$ref
    .slice(2)
    .split("/")
    .reduce<Schema>((at, name) => at[name], document);
  return resolved(target);
}

/**
 * The schema with every reference put in place and every object closed: an answer with a field that the contract does not
 * know is wrong. Branches of allOf stay open, since only together they name all fields.
 */
function closed(schema: Schema, branch = false): Schema {
  const from = resolved(schema);
  const to: Schema = { ...from };
  for (const name of ["allOf", "oneOf", "anyOf"]) {
    if (from[name]) to[name] = from[name].map((each: Schema) => closed(each, branch || name === "allOf"));
  }
  if (from.items) to.items = closed(from.items);
  if (from.properties) {
    to.properties = Object.fromEntries(
      Object.entries<Schema>(from.properties).map(([name, each]) => [name, closed(each)]),
    );
  }
  if (typeof from.additionalProperties === "object") to.additionalProperties = closed(from.additionalProperties);
  const isObject = from.properties !== undefined || from.allOf !== undefined;
  if (isObject && !branch && from.additionalProperties === undefined) to.unevaluatedProperties = false;
  if (branch && from.additionalProperties === false) delete to.additionalProperties;
  return to;
}

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
const validators = new Map<Schema, ValidateFunction>();

function validator(schema: Schema): ValidateFunction {
  let found = validators.get(schema);
  if (!found) {
    found = ajv.compile(closed(schema));
    validators.set(schema, found);
  }
  return found;
}

/** Every operation as `GET /contacts/{id}`, in the contract's order. */
export const operations: string[] = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.filter((method) => item[method]).map((method) => `${method.toUpperCase()} ${path}`),
);

/** Those that need no sign-in. */
export const openOperations: string[] = operations.filter((name) => operationOf(name).security?.length === 0);

function operationOf(name: string): Operation {
  const [method, path] = name.split(" ") as [string, string];
  return document.paths[path]![method.toLowerCase()]!;
}

const patterns = operations.map((name) => {
  const [method, path] = name.split(" ") as [string, string];
  const pattern = path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+");
  return { name, method, pattern: new RegExp(`^${pattern}$`), parameters: (path.match(/\{/g) ?? []).length };
});

/** The operation that a request is, the one with fewest parameters first. */
export function operationFor(method: string, path: string): string | undefined {
  return patterns
    .filter((each) => each.method === method && each.pattern.test(path))
    .sort((a, b) => a.parameters - b.parameters)[0]?.name;
}

/** What of an answer is not as the contract says; an empty list when all is. */
export function breaches(operation: string, status: number, type: string | null, body: Json | undefined): string[] {
  const responses = operationOf(operation).responses;
  const named = responses[String(status)];
  if (status < 400 && !named) return [`${operation} answers ${status}, which the contract does not know`];
  const response = resolved(named ?? responses.default ?? {});
  const content = response.content as Record<string, Schema> | undefined;
  if (!content) return body === undefined ? [] : [`${operation} answers ${status} with a body`];
  const mediaType = (type ?? "").split(";")[0]!.trim();
  const [family] = mediaType.split("/");
  const fitting = [mediaType, `${family}/*`, "*/*"].find((each) => each in content);
  if (!fitting) return [`${operation} answers ${status} as ${mediaType || "nothing"}`];
  const schema = content[fitting]!.schema as Schema | undefined;
  if (!schema) return [];
  const validate = validator(schema);
  if (validate(body)) return [];
  return (validate.errors ?? []).map(
    (error) => `${operation} ${status} ${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`,
  );
}

export function noteAsked(operation: string, status: number): void {
  if (askedFile) appendFileSync(askedFile, `${operation}\t${status}\n`);
}
