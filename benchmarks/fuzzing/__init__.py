"""Fuzzes all readers with hundreds of thousands of bad inputs: each must be read, or refused with a message in Chinese.

pieces      troublesome pieces, and ways to damage a valid file with them
inputs      the inputs of each target, each made from its number alone
targets     the functions that read them, and the checks of their results
trying      runs inputs one after the other in one process, which is watched from outside
__main__    the command, and its stored progress
"""
