// Reading QR codes from the camera, with a decoder that comes with the page.

const SIDE = 640;
const EVERY = 90;
const AGAIN_AFTER = 4000;

export class Camera {
  constructor(video, decoder, seen) {
    Object.assign(this, { video, decoder, seen, last: "", lastAt: 0 });
    this.canvas = document.createElement("canvas");
    this.ink = this.canvas.getContext("2d", { willReadFrequently: true });
  }

  async start() {
    this.decode ??= (await import(this.decoder)).decodeQR;
    const wanted = { facingMode: "environment", width: { ideal: 1280 } };
    this.stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
    this.video.srcObject = this.stream;
    this.video.hidden = false;
    await this.video.play();
    this.timer = setInterval(() => this.look(), EVERY);
  }

  stop() {
    clearInterval(this.timer);
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.video.srcObject = null;
    this.video.hidden = true;
  }

  look() {
    const { videoWidth: width, videoHeight: height } = this.video;
    if (!width) return;
    const scale = Math.min(1, SIDE / Math.max(width, height));
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    this.ink.drawImage(this.video, 0, 0, this.canvas.width, this.canvas.height);
    const code = this.read(this.ink.getImageData(0, 0, this.canvas.width, this.canvas.height));
    if (code) this.tell(code);
  }

  read(image) {
    try {
      return this.decode(image);
    } catch {
      return ""; // no code in sight, or one that is blurred: the next image may do better
    }
  }

  // The same card held before the camera speaks once.
  tell(code) {
    const now = performance.now();
    if (code === this.last && now - this.lastAt < AGAIN_AFTER) return;
    Object.assign(this, { last: code, lastAt: now });
    this.seen(code);
  }
}
