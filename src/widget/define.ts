import { type ChatEvents, SourcierChat } from './sourcier-chat.ts';

SourcierChat.defaultEndpoint = new URL(import.meta.url).origin;

// Two copies of the script on one page are one widget.
if (customElements.get('sourcier-chat') === undefined) customElements.define('sourcier-chat', SourcierChat);

declare global {
  interface HTMLElementEventMap extends ChatEvents {}
  interface HTMLElementTagNameMap {
    'sourcier-chat': SourcierChat;
  }
}
