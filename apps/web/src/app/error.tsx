"use client";
import { RouteError } from "../shell/route-error.tsx";

export default RouteError;
