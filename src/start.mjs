// The oldest Node that runs TypeScript without a flag. Plain JavaScript, so that an older one can say so in one line.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Incoming Transmission needs Node 22.18 or newer; this is ${process.version}. Run "npm install" (it brings Node 24 along) and "npm start".`,
  );
  process.exit(1);
}
const { enableCompileCache } = await import('node:module');
enableCompileCache();
await import('./main.ts');
