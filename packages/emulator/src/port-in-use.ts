/** Somebody else listens there already. */
export class PortInUse extends Error {
  override name = 'PortInUse';
  readonly port: number;

  constructor(port: number, host: string, cause: Error) {
    super(`Port ${port} on ${host} is in use.`, { cause });
    this.port = port;
  }
}
