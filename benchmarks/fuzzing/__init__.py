"""Hundreds of thousands of bad inputs for everything that reads: each is read, or refused with a message in Chinese.

pieces      troublesome pieces, and how a valid file is spoilt with them
inputs      the inputs of each target, each made from its number alone
targets     what reads them, and what must hold of the answer
trying      one after the other in one process, which is watched from outside
__main__    the command, and what it remembers
"""
