// How the figure is drawn (GLSL of WebGL 2). Colours come in linear light and leave as the screen's.

const head = `#version 300 es
  precision highp float;
`;

// Where a place of the body lies before the eye; the body itself neither moves nor turns.
const vertexHead = `${head}
  uniform mat4 view, projection;
  in vec3 position;
`;
const fragmentHead = `${head}
  out vec4 shownColour;
  // From linear light to sRGB.
  void show(vec3 colour, float alpha) {
    vec3 bright = 1.055 * pow(max(colour, 0.0), vec3(0.41666)) - 0.055;
    shownColour = vec4(mix(bright, 12.92 * colour, vec3(lessThanEqual(colour, vec3(0.0031308)))), alpha);
  }
`;

// Shared by all: light from over the viewer's left shoulder, wherever the viewer stands.
const light = /* glsl */ `
  vec3 lit(vec3 colour, vec3 normal, float open) {
    float key = dot(normal, normalize(vec3(-0.35, 0.55, 0.75)));
    float soft = 0.5 + 0.5 * key; // wrapped around, as through a curtain
    float sky = 0.5 + 0.5 * normal.y;
    return colour * (0.45 + 0.52 * soft * soft + 0.16 * sky) * mix(0.42, 1.04, open);
  }
`;

export const skinVertex = /* glsl */ `${vertexHead}
  in vec3 normal;
  in vec4 paint;
  in vec4 textures;
  in vec4 field;
  in float shade;
  out vec3 vNormal;
  out vec3 vEye;
  out vec4 vPaint;
  out vec4 vTextures;
  out vec4 vField;
  out float vShade;
  void main() {
    vec4 eye = view * vec4(position, 1.0);
    vNormal = mat3(view) * normal;
    vEye = -eye.xyz;
    vPaint = paint;
    vTextures = textures;
    vField = field;
    vShade = shade;
    gl_Position = projection * eye;
  }
`;

export const skinFragment = /* glsl */ `${fragmentHead}
  uniform vec3 skin, pain, fieldColour, accent, ink, paper;
  uniform float isDark, ratio, veil;
  uniform vec2 origin; // of the textures, in pixels of the picture: they move with the body
  in vec3 vNormal;
  in vec3 vEye;
  in vec4 vPaint;
  in vec4 vTextures;
  in vec4 vField;
  in float vShade;
  ${light}

  // Inside of an outline at 'at' where 'value' is above it, smooth over a pixel.
  float inside(float value, float at) {
    float width = max(fwidth(value), 0.0005);
    return clamp((value - at) / width + 0.5, 0.0, 1.0);
  }
  // A line of so many pixels just within the outline.
  float rimOf(float value, float at, float pixels) {
    float width = max(fwidth(value), 0.0005);
    return inside(value, at) * (1.0 - clamp((value - at) / width - pixels * ratio + 0.5, 0.0, 1.0));
  }
  float stripe(float at, float period, float width) {
    float off = abs(fract(at / period) - 0.5) * period;
    return clamp((width * 0.5 - off) + 0.5, 0.0, 1.0);
  }
  float spots(vec2 at, float period, float radius) {
    vec2 cell = at / period;
    cell.x += 0.5 * mod(floor(cell.y), 2.0);
    vec2 off = (fract(cell) - 0.5) * period;
    return clamp(radius - length(off) + 0.5, 0.0, 1.0);
  }
  float crossed(vec2 at, float period, float size, float width) {
    vec2 cell = at / period;
    cell.x += 0.5 * mod(floor(cell.y), 2.0);
    vec2 off = (fract(cell) - 0.5) * period;
    float arms = min(abs(off.x - off.y), abs(off.x + off.y)) * 0.7071;
    return clamp(width * 0.5 - arms + 0.5, 0.0, 1.0) * clamp(size - max(abs(off.x), abs(off.y)) + 0.5, 0.0, 1.0);
  }

  void main() {
    vec3 normal = normalize(vNormal);
    vec3 eye = normalize(vEye);
    float facing = clamp(dot(normal, eye), 0.0, 1.0);
    vec2 at = (gl_FragCoord.xy - origin) / ratio;

    vec3 colour = skin;

    // The referral field: spillover dotted, essential solid, each with its outline.
    float likely = mix(0.35, 1.0, vField.z);
    float essential = inside(vField.x, 0.4);
    float spill = inside(vField.y, 0.35) * (1.0 - essential);
    float dots = spots(at, 6.0, 1.35);
    colour = mix(colour, fieldColour, spill * likely * (0.14 + 0.76 * dots));
    colour = mix(colour, fieldColour, essential * likely * 0.66);

    // Regions that were chosen from a list.
    float chosen = inside(vField.w, 0.5);
    colour = mix(colour, accent, chosen * 0.4);
    colour = mix(colour, accent, rimOf(vField.w, 0.5, 2.0));

    // What was painted: strength of colour by intensity, texture by quality, a firm edge.
    float strength = vPaint.y;
    float painted = inside(vPaint.x, 0.5);
    vec3 deep = mix(pain, vec3(0.0), mix(0.5, 0.62, isDark));
    float fill = mix(0.42, 1.0, strength) * (1.0 - 0.3 * essential);
    vec3 pattern = mix(colour, pain, fill);
    float most = max(max(vTextures.x, vTextures.y), max(vTextures.z, vTextures.w));
    float weight = mix(0.8, 1.15, strength);
    float sign = 0.0;
    if (vTextures.x > 0.5) sign = max(sign, stripe(at.y, 6.0, 1.6 * weight));
    if (vTextures.y > 0.5) sign = max(sign, spots(at, 6.5, 1.55 * weight));
    if (vTextures.z > 0.5) sign = max(sign, crossed(at, 9.0, 2.9, 1.5 * weight));
    if (vTextures.w > 0.5) sign = max(sign, stripe((at.x - at.y) * 0.7071, 6.0, 1.6 * weight));
    pattern = mix(pattern, deep, sign * step(0.5, most) * 0.85);
    colour = mix(colour, pattern, painted);
    colour = mix(colour, deep, rimOf(vPaint.x, 0.5, 1.3) * 0.75);
    // The field's outline stays over the paint, so that both are told apart where they overlap.
    colour = mix(colour, mix(fieldColour, ink, 0.3), rimOf(vField.x, 0.4, 1.8) * likely);
    colour = mix(colour, fieldColour, spill * painted * dots * likely * 0.9);

    float open = vShade;
    vec3 shown = lit(colour, normal, mix(open, 1.0, 0.25 * painted));

    // Contour: the skin turns darker (in the dark theme lighter) as it turns away.
    float away = pow(1.0 - facing, 2.6);
    shown = mix(shown, mix(ink, paper, 0.25), away * mix(0.30, 0.26, isDark));
    // Skin that lets muscles shine through.
    shown = mix(shown, mix(shown, paper, 0.5), veil);
    show(shown, 1.0);
  }
`;

// A thin line around the figure: its back sides, a little larger.
export const contourVertex = /* glsl */ `${vertexHead}
  in vec3 normal;
  uniform float width; // in pixels
  uniform vec2 size;   // of the picture, in pixels
  void main() {
    vec4 eye = view * vec4(position, 1.0);
    vec4 clip = projection * eye;
    // Taken as 2 cm farther off, so that lids, lips and nostrils draw no lines.
    vec4 farther = projection * (eye + vec4(0.0, 0.0, -0.02, 0.0));
    vec3 turned = mat3(view) * normal;
    vec2 outward = normalize(turned.xy + vec2(1e-6));
    clip.xy += outward * width / size * 2.0 * clip.w;
    clip.z = farther.z / farther.w * clip.w;
    gl_Position = clip;
  }
`;
export const contourFragment = /* glsl */ `${fragmentHead}
  uniform vec3 colour;
  void main() {
    show(colour, 1.0);
  }
`;

// Bundles of muscle fibres, below the skin but drawn through it: their depth is taken as nearer than it is, by just what
// the skin over them measures, so that the far side of the body still hides them.
export const fibreVertex = /* glsl */ `${vertexHead}
  in vec3 outward;
  in vec2 across; // -1 to 1 over the bundle, 0 to 1 along it
  in float layer; // 0 outermost
  uniform float through; // metres of skin and muscle seen through
  out vec2 vAcross;
  out float vFacing;
  out float vLayer;
  out vec3 vNormal;
  void main() {
    vec4 eye = view * vec4(position, 1.0);
    vNormal = normalize(mat3(view) * outward);
    vFacing = dot(vNormal, normalize(-eye.xyz));
    vAcross = across;
    vLayer = layer;
    vec4 clip = projection * eye;
    vec4 nearer = projection * (eye + vec4(normalize(-eye.xyz) * through, 0.0));
    clip.z = nearer.z / nearer.w * clip.w;
    gl_Position = clip;
  }
`;
export const fibreFragment = /* glsl */ `${fragmentHead}
  uniform vec3 muscle, skin;
  uniform float peeled; // how many layers are taken off
  in vec2 vAcross;
  in float vFacing;
  in float vLayer;
  in vec3 vNormal;
  ${light}
  void main() {
    float off = vLayer - peeled;
    if (off < -0.5) discard;
    float round = sqrt(max(0.0, 1.0 - vAcross.x * vAcross.x));
    // Tendon at both ends, flesh between.
    float flesh = smoothstep(0.0, 0.12, vAcross.y) * smoothstep(0.0, 0.12, 1.0 - vAcross.y);
    vec3 colour = mix(mix(muscle, skin, 0.75), muscle, flesh);
    colour = mix(colour, skin, min(0.6, 0.22 * max(off, 0.0)));
    colour = lit(colour * mix(0.55, 1.08, round), normalize(vNormal), 0.95);
    float alpha = smoothstep(0.02, 0.35, vFacing) * smoothstep(0.0, 0.45, round) * mix(0.92, 0.6, min(1.0, max(off, 0.0) * 0.5));
    show(colour, alpha);
  }
`;

// An X where to press.
export const crossVertex = /* glsl */ `${vertexHead}
  in vec3 outward;
  uniform float size;
  out float vFacing;
  void main() {
    vec4 eye = view * vec4(position, 1.0);
    vFacing = dot(normalize(mat3(view) * outward), normalize(-eye.xyz));
    vec4 clip = projection * eye;
    vec4 nearer = projection * (eye + vec4(normalize(-eye.xyz) * 0.03, 0.0));
    clip.z = nearer.z / nearer.w * clip.w;
    gl_Position = clip;
    gl_PointSize = size;
  }
`;
export const crossFragment = /* glsl */ `${fragmentHead}
  uniform vec3 colour, halo;
  uniform float size;
  in float vFacing;
  void main() {
    if (vFacing < 0.02) discard;
    vec2 off = abs(gl_PointCoord - 0.5) * size;
    float arm = abs(off.x - off.y) * 0.7071;
    float reach = max(off.x, off.y);
    float outer = clamp(size * 0.17 - arm + 0.5, 0.0, 1.0) * clamp(size * 0.5 - reach, 0.0, 1.0);
    float inner = clamp(size * 0.085 - arm + 0.5, 0.0, 1.0) * clamp(size * 0.42 - reach + 0.5, 0.0, 1.0);
    if (outer <= 0.0) discard;
    show(mix(halo, colour, inner), outer * smoothstep(0.02, 0.25, vFacing));
  }
`;
