import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEGABYTE = Buffer.alloc(1 << 20);

/** A file system of its own that a test can fill. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** Mounts one of a number of megabytes for a user; null where this process may not mount. */
  static mount(megabytes: number, { uid = process.getuid?.(), gid = process.getgid?.() } = {}): SmallDisk | null {
    const folder = mkdtempSync(join(tmpdir(), 'tierline-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700,uid=${uid},gid=${gid}`, 'tmpfs', folder], {
        stdio: 'pipe',
      });
      return new SmallDisk(folder);
    } catch {
      rmSync(folder, { recursive: true, force: true });
      return null;
    }
  }

  /** Fills it to the last byte; answers how to make room again. */
  fill(): () => void {
    const filler = join(this.folder, 'filler');
    const file = openSync(filler, 'w');
    for (let length = MEGABYTE.length; length > 0;) {
      try {
        writeSync(file, MEGABYTE, 0, length);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        length = Math.floor(length / 2);
      }
    }
    closeSync(file);
    return () => rmSync(filler);
  }

  /** Takes it away with all that is on it. */
  unmount(): void {
    execFileSync('umount', [this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
