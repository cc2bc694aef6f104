// Starts `archlint lsp` for the workspace and hands it the documents of the languages that archlint reads.

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const LANGUAGES = ["python", "java", "typescript", "typescriptreact", "javascript", "javascriptreact", "vue", "svelte"];
let client;

async function start() {
  const [command, ...args] = vscode.workspace.getConfiguration("archlint").get("command");
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  client = new LanguageClient(
    "archlint",
    "archlint",
    { command, args, options: { cwd: folder } },
    {
      documentSelector: [
        ...LANGUAGES.map((language) => ({ scheme: "file", language })),
        { scheme: "file", pattern: "**/{archlint,pyproject}.toml" },
      ],
    },
  );
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(`archlint could not be started (${command}): ${error.message}`);
  }
}

exports.activate = async (context) => {
  const restart = vscode.commands.registerCommand("archlint.restart", async () => {
    await client?.stop();
    await start();
  });
  context.subscriptions.push(restart, { dispose: () => client?.stop() });
  await start();
};

exports.deactivate = () => client?.stop();
