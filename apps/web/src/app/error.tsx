"use client";
import { RouteError } from "../shell/failed/route-error.tsx";

export default RouteError;
