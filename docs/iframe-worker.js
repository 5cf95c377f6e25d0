// The search of this site looks through its pages in a worker, which browsers don't start from a folder. There it runs in
// a frame without a page instead. The theme's plugin `offline` leaves out its own copy, from another host, for this one.

if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    #waiting = [];
    #room = null;

    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = "Search";
      frame.addEventListener("load", () => this.#start(frame.contentWindow, address), { once: true });
      document.documentElement.append(frame);
    }

    /** Load the script of the worker into the frame; what it answers is an event here. */
    #start(room, address) {
      room.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      const script = Object.assign(room.document.createElement("script"), { src: address });
      script.addEventListener("load", () => {
        this.#room = room;
        for (const data of this.#waiting.splice(0)) this.postMessage(data);
      });
      room.document.documentElement.append(script);
    }

    postMessage(data) {
      if (this.#room) this.#room.dispatchEvent(new this.#room.MessageEvent("message", { data }));
      else this.#waiting.push(data);
    }
  };
}
