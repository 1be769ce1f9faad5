import { Client, type ClientConfig } from 'pg';
import { refusal } from './postgres-problem.ts';

/**
 * The driver's client, which never says a password in clear to a server that nobody has verified: whoever stands in its place would ask
 * for just that. Where a server proves who it is, `password`, `ldap`, `pam` and `radius` work. `destination.refused` with `clearPassword`.
 */
export class PostgresClient extends Client {
  constructor(config: ClientConfig = {}) {
    const asked = { inClear: false };
    // Pools hide the password from being listed, so that it is named here.
    const { password } = config;
    super({
      ...config,
      password: () => {
        if (asked.inClear && !isVerified(config)) throw refusal('clearPassword');
        return typeof password === 'function' ? password() : (password ?? '');
      },
    });
    // Comes before the driver's own listener, which asks for the password.
    this.connection.on('authenticationCleartextPassword', () => {
      asked.inClear = true;
    });
  }
}

function isVerified({ ssl }: ClientConfig): boolean {
  return typeof ssl === 'object' && ssl.rejectUnauthorized !== false;
}
