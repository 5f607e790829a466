import { Bot } from 'grammy';

/** The least that a bot of grammY can be: it says back what it hears. */
const { TELEGRAM_TOKEN = '', TELEGRAM_API_ROOT = '' } = process.env;
const bot = new Bot(TELEGRAM_TOKEN, { client: { apiRoot: TELEGRAM_API_ROOT } });
bot.on('message:text', (heard) => heard.reply(heard.message.text));
bot.on('callback_query:data', (heard) => heard.answerCallbackQuery({ text: heard.callbackQuery.data }));
await bot.start();
