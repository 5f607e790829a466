import { drawn } from '../chat/drawn.ts';
import type { DrawPicture } from '../chat/picture.ts';
import type { Parcel } from '../chat/transport.ts';
import type { Block } from '../chat/view.ts';
import { webCapabilities } from './limits.ts';

/** A message with its pictures drawn in both themes: the page shows the one of its own, and names them `<light>,<dark>`. */
export async function illustrated(parcel: Parcel, draw: DrawPicture): Promise<Parcel> {
  const names = new Map<string, string>();
  const { view, images } = await drawn(parcel.view, webCapabilities, parcel.locale, async (order) => {
    const light = await draw({ ...order, theme: 'light' });
    const dark = light && (await draw({ ...order, theme: 'dark' }));
    if (light && dark) names.set(light.name, `${light.name},${dark.name}`);
    return dark && light;
  });
  const named = (block: Block): Block =>
    block.kind === 'picture' ? { ...block, name: names.get(images.get(block.name)?.name ?? '') ?? block.name } : block;
  return { ...parcel, view: { ...view, blocks: view.blocks.map(named) } };
}
