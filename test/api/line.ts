import { connect, createServer, type Server as NetServer, type Socket } from "node:net";
import { join } from "node:path";
import { temporaryFolder } from "./program.ts";

/** A line to the PostgreSQL of an address that can be cut and mended. */
export class Line {
  private readonly ends = new Set<Socket>();
  private listener: NetServer | null = null;

  private constructor(
    private readonly folder: string,
    private readonly host: string,
    /** The address through this line. */
    readonly address: string,
  ) {}

  static async to(address: string): Promise<Line> {
    const folder = await temporaryFolder();
    const host = /host=([^&]+)/.exec(address)![1]!;
    const line = new Line(folder, host, address.replace(`host=${host}`, `host=${folder}`));
    await line.mend();
    return line;
  }

  mend(): Promise<void> {
    const name = ".s.PGSQL.5432";
    this.listener = createServer((near) => {
      const far = connect(join(this.host, name));
      for (const [end, other] of [[near, far], [far, near]] as const) {
        this.ends.add(end);
        end.on("error", () => {});
        end.on("close", () => other.destroy());
        end.pipe(other);
      }
    });
    return new Promise((done) => this.listener!.listen(join(this.folder, name), done));
  }

  cut(): Promise<void> {
    const closed = new Promise<void>((done) => this.listener!.close(() => done()));
    for (const end of this.ends) end.destroy();
    this.ends.clear();
    return closed;
  }
}
