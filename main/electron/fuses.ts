import { type FuseConfig, FuseV1Options, FuseVersion } from '@electron/fuses';

/** All nine fuses of Electron 45; a tenth in a later one does not build until it is decided on. */
export const fuses: FuseConfig = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  // The core has its own Node; the window program must not be usable as one.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // No cookies are set; should there ever be one, it is encrypted.
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // Nothing is shown from file:.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Traps instead of bounds checks in WebAssembly: speed, no exposure; the default of Electron.
  [FuseV1Options.WasmTrapHandlers]: true,
};
