import type { Command } from '../call.ts';
import { define } from './define.ts';
import { exportMine } from './export.ts';
import { figure } from './figure.ts';
import { forget } from './forget.ts';
import { help } from './help.ts';
import { language } from './language.ts';
import { leaderboard } from './leaderboard.ts';
import { me } from './me.ts';
import { quizAnswer, quizJoin, quizLeave, quizPause, quizResume, quizStart, quizStop } from './quiz.ts';
import { read } from './read.ts';
import { scheduleDigest, scheduleList, scheduleOff, schedulePause, schedulePreview, scheduleQuiz, scheduleResume } from './schedule.ts';
import { search } from './search.ts';
import {
  settingsImports,
  settingsLanguage,
  settingsPictures,
  settingsPolls,
  settingsQuiz,
  settingsRichMath,
  settingsShow,
  settingsTimezone,
} from './settings.ts';
import { tex } from './tex.ts';
import { today } from './today.ts';
import { topics } from './topics.ts';

/** Every command, in the order of /help. */
export const COMMANDS: readonly Command[] = [
  help,
  today,
  topics,
  read,
  search,
  define,
  figure,
  tex,
  quizStart,
  quizStop,
  quizPause,
  quizResume,
  quizJoin,
  quizLeave,
  quizAnswer,
  leaderboard,
  me,
  scheduleDigest,
  scheduleQuiz,
  scheduleList,
  schedulePause,
  scheduleResume,
  scheduleOff,
  schedulePreview,
  settingsShow,
  settingsLanguage,
  settingsTimezone,
  settingsQuiz,
  settingsImports,
  settingsPictures,
  settingsPolls,
  settingsRichMath,
  language,
  exportMine,
  forget,
];
