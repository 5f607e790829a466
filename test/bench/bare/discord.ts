import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';

/** The least that a bot of discord.js can be: it says back what it hears. `how`: at once, or as a bot must that may have to think. */
const how = process.argv[2];
const { DISCORD_TOKEN = '', DISCORD_API_URL = '' } = process.env;
const client = new Client({ intents: [GatewayIntentBits.Guilds], allowedMentions: { parse: [] }, rest: { api: DISCORD_API_URL } });

client.on(Events.InteractionCreate, async (interaction) => {
  const flags = MessageFlags.Ephemeral;
  if (interaction.isChatInputCommand()) {
    const content = `/${interaction.commandName}`;
    if (how === 'at once') await interaction.reply({ content, flags });
    else {
      await interaction.deferReply({ flags });
      await interaction.editReply({ content });
    }
  } else if (interaction.isButton()) {
    const content = interaction.customId;
    if (how === 'at once') await interaction.reply({ content, flags });
    else {
      await interaction.deferUpdate();
      await interaction.followUp({ content, flags });
    }
  }
});
client.once(Events.ClientReady, (ready) => void ready.application.commands.set([{ name: 'help', description: 'says it back' }]));
await client.login(DISCORD_TOKEN);
