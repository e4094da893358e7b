#!/usr/bin/env python3
"""The outlines of land for maps of places, from Natural Earth (public domain) as the npm package `world-atlas` has them.

    land_outlines.py PACKAGE    PACKAGE: the folder of world-atlas 2.0.2, unpacked (`npm pack world-atlas`)

Writes `src/site/map/land-110m.bin` and `land-50m.bin`: ring after ring, each a count of points and the box around it (west, south, east,
north), then the points, longitude and latitude, all in hundredths of a degree as 16-bit numbers, lowest byte first. A ring within another is
a lake or an inland sea. Rings are closed by their first point, which does not come again. The package has sewn them together where the 180th
meridian cuts them: here they go on beyond 180, and the one around the South Pole goes down to it.
"""
import json
import struct
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent / "src/site/map"


def rings(topology):
    """The rings of a TopoJSON file, in degrees (https://github.com/topojson/topojson-specification, 2.1.3)."""
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
        arcs.append(points)
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                points = []
                for index in ring:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    points += arc[1:] if points else arc
                yield unrolled(points)


def unrolled(points):
    """A ring whose longitudes do not jump from 180 to -180."""
    whole = []
    turn = 0
    for nth, (x, y) in enumerate(points):
        if nth and x - points[nth - 1][0] > 180:
            turn -= 360
        elif nth and x - points[nth - 1][0] < -180:
            turn += 360
        whole.append((x + turn, y))
    if abs(whole[-1][0] - whole[0][0]) > 180:
        pole = -90 if whole[0][1] < 0 else 90
        whole += [(whole[-1][0], pole), (whole[0][0], pole)]
    # About where it is on maps.
    middle = (min(x for x, _ in whole) + max(x for x, _ in whole)) / 2
    shift = 360 * round(middle / 360)
    return [(x - shift, y) for x, y in whole]


def packed(points):
    """A ring as bytes; nothing if less than a triangle is left of it."""
    short = []
    for longitude, latitude in points:
        point = (round(longitude * 100), round(latitude * 100))
        if not short or short[-1] != point:
            short.append(point)
    if len(short) > 1 and short[0] == short[-1]:
        short.pop()
    if len(short) < 3:
        return b""
    xs, ys = [x for x, _ in short], [y for _, y in short]
    numbers = [min(xs), min(ys), max(xs), max(ys)] + [number for point in short for number in point]
    return struct.pack(f"<H{len(numbers)}h", len(short), *numbers)


def main():
    for name in ["land-110m", "land-50m"]:
        topology = json.loads((Path(sys.argv[1]) / f"{name}.json").read_text())
        data = b"".join(packed(points) for points in rings(topology))
        (HERE / f"{name}.bin").write_bytes(data)
        print(f"{name}.bin: {len(data)} bytes")


main()
