declare module "oidc-provider" {
  import type { Server } from "node:http";

  /** The part of it that the tests use. */
  export default class Provider {
    constructor(issuer: string, configuration: object);
    listen(port: number, host: string, ready: () => void): Server;
  }
}
