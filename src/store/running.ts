/** Whether a process with this number runs on this computer. */
export function isRunning(processNumber: number): boolean {
  try {
    return process.kill(processNumber, 0);
  } catch (error) {
    // Somebody else's process with this number: theirs may be what it left as well.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
